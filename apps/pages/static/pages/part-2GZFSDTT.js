import{a,b}from"./part-L5AWILVT.js";import"./part-ZY2753IW.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-3IP2PXEM.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
