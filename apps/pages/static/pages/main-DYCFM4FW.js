import"./part-MVUWP62Y.js";
