import{S as e}from"./part-MA7WAPN3.js";function o(t){return`talim.draft.${t}`}function a(t){var r;return!!((r=e.getItem(o(t)))!=null&&r.trim())}export{o as a,a as b};
