import{a,b}from"./part-HLXK7RO3.js";import"./part-AQ6HYDJT.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-GQ4C3XAI.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
