import{a,b,c,d,e}from"./part-R63RSQ55.js";import"./part-RVSKNVR7.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
