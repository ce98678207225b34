import{a,b,c,d,e}from"./part-DN5VEEVO.js";import"./part-KE57HJ2K.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
