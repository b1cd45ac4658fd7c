import express from "express";
import { ask } from "./ask.js";

const app = express();
app.get("/", (_request, response) => {
  response.send("Hello, world");
});
const server = app.listen(0, "127.0.0.1", () => ask(server.address().port));
