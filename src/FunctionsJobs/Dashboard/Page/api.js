// Calls of the HTTP API. The token is kept in this tab only.
const tokenKey = "functionsjobs.token";

const session = {
  get token() { return sessionStorage.getItem(tokenKey); },
  set token(value) { value ? sessionStorage.setItem(tokenKey, value) : sessionStorage.removeItem(tokenKey); },
  // What a token says of itself decides what is shown and asked for; what it may do, the server decides. Keys say nothing.
  get roles() {
    try {
      const part = this.token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
      return [JSON.parse(atob(part)).roles ?? []].flat();
    } catch {
      return [];
    }
  },
  get mayOperate() { return this.roles.length === 0 || this.roles.some(role => role !== "viewer"); },
  get mayAdminister() { return this.roles.length === 0 || this.roles.includes("admin"); },
};

class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(path, method = "GET") {
  const token = session.token;
  const headers = token.split(".").length === 3 ? { Authorization: `Bearer ${token}` } : { "x-api-key": token };
  let response;
  try {
    response = await fetch(path, { method, headers, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(20000) });
  } catch {
    throw new Refusal(0, "The server cannot be reached.");
  }
  const body = await response.json().catch(() => null);
  if (session.token !== token) {
    throw new Refusal(0, "Whoever asked has signed out.");
  }
  if (!response.ok) {
    throw new Refusal(response.status, body?.detail ?? `The server answered ${response.status}.`);
  }
  return body;
}
