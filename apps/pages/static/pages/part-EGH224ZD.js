import{a,b,c,d,e}from"./part-UW23PVS2.js";import"./part-2RYFRGK2.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
