import{a,b,c,d,e}from"./part-G4R4VYR3.js";import"./part-5HY6FPY6.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
