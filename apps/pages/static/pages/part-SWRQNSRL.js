import{a,b}from"./part-TQY7IIE6.js";import"./part-KFALJNGW.js";export{a as begin,b as useDesk};
