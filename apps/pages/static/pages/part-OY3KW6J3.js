import{a,b,c,d,e}from"./part-U5SRBJ3R.js";import"./part-GIDETQAD.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
