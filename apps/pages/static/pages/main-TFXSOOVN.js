import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";
