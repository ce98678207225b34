import{a,b,c,d,e}from"./part-IY6H275Q.js";import"./part-MCGWG6FT.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
