import{a,b}from"./part-TPSJCX5U.js";import"./part-L7URGRCL.js";import"./part-RWY2SINN.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
