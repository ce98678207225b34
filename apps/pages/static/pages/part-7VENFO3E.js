import{a,b,c,d,e}from"./part-GSLW3PQK.js";import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
