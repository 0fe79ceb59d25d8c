// The web: Host to portal, who asks, the two doors (page and JSON), forms, errors, uploads, live updates.
// It owns the path of a request from socket to answer.
// It must never know a word of the field, nor decide what a person may see beyond asking the access table.
export { Download, HANDLED, Redirect } from './answers.js';
export {
  type Chrome,
  type ChromeProvider,
  ChromeRegistry,
  type ChromeRequest,
  markCurrent,
  type NavigationItem,
} from './chrome.js';
export { CONFIG } from './config-token.js';
export { type Exchange, exchangeOf, type FormState } from './exchange.js';
export { filesController } from './files.controller.js';
export { decodeForm, parseInput } from './form-decoder.js';
export { hostOf, PORTAL_DIRECTORY, type PortalDirectory, PREVIEWS, type Previews } from './hosts.js';
export { Id, Input, Search } from './inputs.js';
export { Live } from './live.js';
export { parseDate, parseDecimal, parseMoney } from './locale-input.js';
export { pathWith, safeNext } from './paths.js';
export { classify, type Problem } from './problem.filter.js';
export { type CataloguedRoute, RouteCatalogue, routesOf } from './route-catalogue.js';
export {
  Api,
  FACTS,
  factsOf,
  Form,
  type HostKind,
  Multipart,
  Page,
  Portal,
  Preview,
  type RouteFacts,
  Stream,
  View,
} from './routes.js';
export { createServer } from './server.js';
export {
  AUTHENTICATOR,
  type Authenticator,
  clearSessionCookie,
  type Credentials,
  isSecure,
  secretOf,
  setSessionCookie,
} from './sessions.js';
export { readUpload, type Upload, UPLOAD_LIMIT_BYTES } from './uploads.js';
export { WebModule } from './web.module.js';
