import{a,b}from"./part-ASBJVF4W.js";import"./part-GDDH7MKD.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-2JGN72WH.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
