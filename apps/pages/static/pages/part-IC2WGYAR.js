import{a,b,c,d,e}from"./part-YIEDHNQB.js";import"./part-5OC23S5M.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
