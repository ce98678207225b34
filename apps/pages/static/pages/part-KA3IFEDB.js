import{a,b,c,d,e}from"./part-AC3WX2RY.js";import"./part-ZIJ5VOLG.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
