import{a,b}from"./part-BWP27BW2.js";import"./part-2WX7JMLX.js";import"./part-STEOR2U4.js";import"./part-AXV3LGZJ.js";import"./part-CY7XF4HD.js";export{a as Consents,b as OpenConsentsNotice};
