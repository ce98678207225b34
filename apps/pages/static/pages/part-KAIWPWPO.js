import{a,b,c,d,e}from"./part-S55ODVBH.js";import"./part-LC72EOXY.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
