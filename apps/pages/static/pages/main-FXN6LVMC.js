import"./part-NBQBIF2M.js";
