import{a,b,c,d,e}from"./part-DTDBOFC4.js";import"./part-66WTKBHA.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
