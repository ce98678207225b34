import{a,b,c,d,e}from"./part-32ENEQDF.js";import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
