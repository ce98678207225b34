import{a,b,c,d,e}from"./part-22TX7WKS.js";import"./part-OHL2XSLJ.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
