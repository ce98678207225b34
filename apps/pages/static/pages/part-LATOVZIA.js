import{a,b}from"./part-ASVIZD2E.js";import"./part-L7URGRCL.js";import"./part-MVUWP62Y.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
