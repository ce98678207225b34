import{a,b}from"./part-FRWDT7RS.js";import"./part-RVSKNVR7.js";export{a as begin,b as useDesk};
