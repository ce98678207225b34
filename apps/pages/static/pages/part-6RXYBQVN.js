import{a}from"./part-RB5MSALC.js";import"./part-5SRIGV6Q.js";import"./part-BUXCWF4Q.js";import"./part-UA3FRZVZ.js";export{a as answerQueue};
