import{a,b,c,d,e}from"./part-SH4LLUUL.js";import"./part-ZJIOX3OZ.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
