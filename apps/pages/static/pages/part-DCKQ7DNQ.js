import{a,b}from"./part-EGWVKNKS.js";import"./part-SJUDNUBE.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-SZDRBM6B.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
