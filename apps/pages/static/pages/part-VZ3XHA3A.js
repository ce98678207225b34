import{b as a,c as b}from"./part-TU3GNKBH.js";import"./part-RVSKNVR7.js";export{a as Payments,b as checkout};
