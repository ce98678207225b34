import{a,b,c,d,e}from"./part-FCNKWW2W.js";import"./part-FWL6VWHF.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
