import{a,b}from"./part-DJZT4RTY.js";import"./part-W6KLDLYL.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-F4RJY6SG.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
