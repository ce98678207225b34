import{a,b}from"./part-WUF4KPWA.js";import"./part-PLUNMY3Z.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-TDBUAQYI.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
