import uws from "@trufflesuite/uws-js-unofficial";

export function hello(port) {
  const app = uws.App().get("/", (response) => {
    response.end("Hello, world");
  });
  return new Promise((resolve, reject) => {
    app.listen("127.0.0.1", port, (socket) =>
      socket ? resolve() : reject(new Error(`port ${port} is taken`)),
    );
  });
}
