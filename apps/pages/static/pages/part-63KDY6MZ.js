import{a,b}from"./part-YY74OHW4.js";import"./part-VJXIMW4G.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-HLTYPTNK.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
