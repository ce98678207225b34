import{a,b}from"./part-2GHVWOR5.js";import"./part-MQPVYYNA.js";export{a as begin,b as useDesk};
