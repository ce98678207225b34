import{a,b}from"./part-7HUQRLGB.js";import"./part-L7URGRCL.js";import"./part-OWTMX7I7.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
