import{a,b}from"./part-KAYTH6Z3.js";import"./part-Z4AIKHCE.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-3P5FXIB7.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
