import { pings } from "./pings.js";
import { frozenForMs } from "./state.js";

const frameMs = { usual: 30, calm: 500 };
const heldMs = 250;
const least = { topMs: 1000, bar: 7 };
const margin = { left: 44, right: 14, top: 12, bottom: 24 };
const laneHeight = 24;

let topMs = least.topMs;

/** Draws the pings and the jobs some thirty times a second; less often for those who want less motion. */
export function drawForever(canvas, jobs) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
  let drawnAt = 0;
  function frame(at) {
    if (at - drawnAt >= (isCalm.matches ? frameMs.calm : frameMs.usual)) {
      drawnAt = at;
      draw(canvas, jobs);
    }
    requestAnimationFrame(frame);
  }
  requestAnimationFrame(frame);
}

function draw(canvas, jobs) {
  const view = viewOf(canvas);
  const { context } = view;
  context.clearRect(0, 0, view.width, view.height);
  approachTop(view);
  drawJobs(view, jobs);
  drawGrid(view);
  for (const ping of pings) drawPing(view, ping);
  drawLabels(view, jobs);
  drawFreeze(view);
}

/** All that the parts need: size, scales and colours. */
function viewOf(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const style = getComputedStyle(canvas);
  const now = performance.now();
  const spanMs = width < 560 ? 10_000 : 20_000;
  const bottom = height - margin.bottom;
  const plotWidth = width - margin.left - margin.right;
  return {
    context,
    width,
    height,
    now,
    spanMs,
    bottom,
    font: style.fontFamily,
    color: (name) => style.getPropertyValue(`--${name}`),
    x: (at) => margin.left + plotWidth * (1 - (now - at) / spanMs),
    y: (ms) => bottom - ((bottom - margin.top) * ms) / topMs,
    pingWidth: Math.max(1.5, (plotWidth * 50) / spanMs - 1),
  };
}

/** The scale follows the tallest bar gently. */
function approachTop({ now, spanMs }) {
  const tallest = Math.max(
    0,
    ...pings.filter((ping) => now - ping.sentAt < spanMs).map((ping) => waitOf(ping, now)),
  );
  const wanted = Math.max(least.topMs, tallest * 1.25);
  topMs += (wanted - topMs) * 0.12;
}

function waitOf(ping, now) {
  return (ping.answeredAt ?? now) - ping.sentAt;
}

function drawGrid({ context, color, y, x, now, width, bottom, font, spanMs }) {
  context.font = `11px ${font}`;
  context.fillStyle = color("muted");
  context.strokeStyle = color("line");
  context.lineWidth = 1;
  context.textBaseline = "middle";
  context.textAlign = "right";
  const step = topMs > 6000 ? 2000 : topMs > 2200 ? 1000 : 500;
  for (let ms = 0; ms < topMs; ms += step) {
    line(context, margin.left, Math.round(y(ms)) + 0.5, width - margin.right);
    context.fillText(`${ms / 1000} s`, margin.left - 8, y(ms));
  }
  context.textBaseline = "top";
  context.textAlign = "center";
  for (let ago = 5000; ago < spanMs; ago += 5000)
    context.fillText(`${ago / 1000} s ago`, x(now - ago), bottom + 8);
  context.textAlign = "right";
  context.fillText("now", width - margin.right, bottom + 8);
}

function line(context, fromX, y, toX) {
  context.beginPath();
  context.moveTo(fromX, y);
  context.lineTo(toX, y);
  context.stroke();
}

function drawPing({ context, color, x, y, now, bottom, pingWidth }, ping) {
  const left = x(ping.sentAt) - pingWidth;
  if (left < margin.left) return;
  const wait = waitOf(ping, now);
  const isHeld = wait > heldMs;
  if (ping.answeredAt === undefined && !isHeld && wait < 100) return;
  const height = Math.max(least.bar, bottom - y(wait));
  context.fillStyle = ping.failed ? color("muted") : isHeld ? color("frozen") : color("free");
  context.globalAlpha = ping.answeredAt === undefined ? 0.6 : 1;
  context.fillRect(left, bottom - height, pingWidth, height);
  context.globalAlpha = 1;
}

/** A job is a band over the time from its request to its answer. */
function drawJobs({ context, color, x, now, bottom }, jobs) {
  for (const job of jobs) {
    const from = Math.max(margin.left, x(job.sentAt));
    const to = x(job.answeredAt ?? now);
    if (to <= margin.left) continue;
    context.globalAlpha = 0.13;
    context.fillStyle = color(`way-${job.way}`);
    context.fillRect(from, margin.top, to - from, bottom - margin.top);
    context.globalAlpha = 1;
  }
}

function drawLabels(view, jobs) {
  const lanes = [];
  for (const job of jobs) {
    if (view.x(job.answeredAt ?? view.now) <= margin.left) continue;
    const from = Math.max(margin.left, view.x(job.sentAt));
    const width = labelWidth(view, job);
    const found = lanes.findIndex((end) => end <= from);
    const lane = found === -1 ? lanes.length : found;
    lanes[lane] = Math.max(view.x(job.answeredAt ?? view.now), from + width) + 2;
    drawLabel(view, job, { from, width, top: margin.top + lane * laneHeight });
  }
}

function labelWidth({ context, font }, job) {
  context.font = `600 12px ${font}`;
  return context.measureText(job.label).width + 16;
}

function drawLabel({ context, color, x, now, font, width: whole }, job, { from, width, top }) {
  const to = x(job.answeredAt ?? now);
  const left = Math.min(from, whole - margin.right - width);
  context.fillStyle = color(`way-${job.way}`);
  context.fillRect(from, top, Math.max(2, to - from), 2);
  context.beginPath();
  context.roundRect(Math.max(margin.left, left), top, width, 20, [0, 0, 6, 6]);
  context.fill();
  context.font = `600 12px ${font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = color("on-way");
  context.fillText(job.label, Math.max(margin.left, left) + 8, top + 11);
}

function drawFreeze({ context, color, width, height, font }) {
  const ms = frozenForMs();
  if (ms === 0) return;
  context.font = `700 ${width < 560 ? 22 : 32}px ${font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 6;
  context.lineJoin = "round";
  context.strokeStyle = color("panel");
  context.fillStyle = color("frozen");
  const text = `No answer for ${(ms / 1000).toFixed(1)} s`;
  context.strokeText(text, margin.left + (width - margin.left) / 2, height * 0.42);
  context.fillText(text, margin.left + (width - margin.left) / 2, height * 0.42);
}
