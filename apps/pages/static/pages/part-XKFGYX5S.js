import{a,b}from"./part-YYRV2J2I.js";import"./part-UREZQPQE.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-VRPGTCOM.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
