import{a,b}from"./part-TGAGOXC5.js";import"./part-L7URGRCL.js";import"./part-Z4VHTOY4.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
