import{a,b,c,d,e}from"./part-HTMLBWL3.js";import"./part-GODQFT43.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
