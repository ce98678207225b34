import{a,b,c,d,e}from"./part-OKZNPW4H.js";import"./part-GBOXUWNI.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
