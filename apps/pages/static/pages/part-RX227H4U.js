import{a,b,c,d,e}from"./part-K6BWOGUD.js";import"./part-BUXCWF4Q.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
