import{a,b}from"./part-LLQNW7E5.js";import"./part-KYXQTTRC.js";import"./part-GGVKF63Y.js";import"./part-BUXCWF4Q.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
