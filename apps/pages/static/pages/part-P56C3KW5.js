import{a,b}from"./part-FJ2Q3UWG.js";import"./part-L7URGRCL.js";import"./part-ZQV3CIKT.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
