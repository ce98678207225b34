import{a,b}from"./part-TDII7QB4.js";import"./part-FUATGHPI.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-5HY6FPY6.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
