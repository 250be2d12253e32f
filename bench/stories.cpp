#include "bench/stories.h"

#include <random>
#include <string_view>
#include <vector>

namespace bench {
namespace {

using Words = std::vector<std::string_view>;

/// A sentence is one of each, in this order.
struct Language {
    Words when, who, what, how, end;
};

const Language languages[] = {
    {{"Years ago", "That summer", "In my first week", "After the party", "When I was nineteen", "For a long time", "At work", "On the way home", "One evening",
      "Back then", "At first", "By the spring", "Since then", "In the kitchen", "At the office", "During the course", "Before I left", "Some days later"},
     {"he", "she", "somebody I trusted", "the man beside me", "a friend of the family", "nobody", "I", "we", "the others", "my whole team", "a colleague",
      "they", "the person who drove me", "everybody there", "one of them", "the older ones"},
     {"said nothing at all", "looked away", "kept a hand on my knee", "followed me outside", "laughed about it", "made jokes about my body", "would not let me leave",
      "asked again and again", "wrote to me every night", "told me to be quiet", "believed me at once", "knew what was going on", "did not ask", "took it as a yes",
      "stood too close", "waited by the door", "called it a compliment", "pretended to be asleep"},
     {"as if it were nothing", "in front of everyone", "without a word", "until I cried", "and I froze", "and nobody moved", "more than once", "although I said no",
      "because I was new", "with the lights off", "for three years", "so that I was afraid", "and I thought it was my fault", "while the music played", "again and again"},
     {"I still think of it.", "It took me years to say so.", "Now I say it.", "I am not ashamed any more.", "It helps to read that I was not the only one.",
      "I left soon after.", "Today I would shout.", "I hope you are well.", "That is all I can write.", "My sister knows.", "It was not my fault.", "I sleep better now."}},
    {{"Hace años", "Aquel verano", "En mi primera semana", "Después de la fiesta", "Cuando tenía diecinueve", "Durante mucho tiempo", "En el trabajo", "De camino a casa",
      "Una noche", "Entonces", "Al principio", "En primavera", "Desde entonces", "En la cocina", "En la oficina", "Antes de irme", "Unos días después"},
     {"él", "ella", "alguien en quien confiaba", "el hombre de al lado", "un amigo de la familia", "nadie", "yo", "los demás", "todo el equipo", "un compañero", "la gente",
      "quien me llevó en coche", "una de ellas", "los mayores"},
     {"no dijo nada", "miró hacia otro lado", "me puso la mano en la rodilla", "me siguió hasta la calle", "se rio de aquello", "hacía bromas sobre mi cuerpo", "no me dejaba salir",
      "preguntaba una y otra vez", "me escribía cada noche", "me dijo que callara", "me creyó enseguida", "sabía lo que pasaba", "no preguntó", "lo tomó por un sí", "esperaba en la puerta"},
     {"como si no fuera nada", "delante de todos", "sin decir palabra", "hasta que lloré", "y me quedé quieta", "y nadie se movió", "más de una vez", "aunque dije que no",
      "porque era nueva", "con la luz apagada", "durante tres años", "y pensé que era culpa mía", "mientras sonaba la música"},
     {"Todavía lo pienso.", "Tardé años en decirlo.", "Ahora lo digo.", "Ya no me da vergüenza.", "Me ayuda leer que no fui la única.", "Me fui poco después.", "Hoy gritaría.",
      "Es todo lo que puedo escribir.", "Mi hermana lo sabe.", "No fue culpa mía.", "Ahora duermo mejor."}},
    {{"Il y a des années", "Cet été-là", "La première semaine", "Après la fête", "Quand j’avais dix-neuf ans", "Pendant longtemps", "Au travail", "Sur le chemin du retour",
      "Un soir", "À l’époque", "Au début", "Au printemps", "Depuis", "Dans la cuisine", "Au bureau", "Avant de partir", "Quelques jours plus tard"},
     {"il", "elle", "quelqu’un en qui j’avais confiance", "l’homme à côté de moi", "un ami de la famille", "personne", "les autres", "toute l’équipe", "un collègue", "les gens",
      "celui qui conduisait", "l’une d’elles", "les plus âgés"},
     {"n’a rien dit", "a détourné les yeux", "a posé la main sur mon genou", "m’a suivie dehors", "en a ri", "plaisantait sur mon corps", "ne me laissait pas sortir",
      "demandait encore et encore", "m’écrivait chaque nuit", "m’a dit de me taire", "m’a crue tout de suite", "savait ce qui se passait", "n’a pas demandé", "a pris cela pour un oui"},
     {"comme si ce n’était rien", "devant tout le monde", "sans un mot", "jusqu’à ce que je pleure", "et je suis restée figée", "et personne n’a bougé", "plus d’une fois",
      "alors que j’avais dit non", "parce que j’étais nouvelle", "la lumière éteinte", "pendant trois ans", "et j’ai cru que c’était ma faute"},
     {"J’y pense encore.", "Il m’a fallu des années pour le dire.", "Maintenant je le dis.", "Je n’ai plus honte.", "Lire que je n’étais pas la seule m’aide.", "Je suis partie peu après.",
      "Aujourd’hui je crierais.", "C’est tout ce que je peux écrire.", "Ma sœur le sait.", "Ce n’était pas ma faute.", "Je dors mieux."}},
};

constexpr std::string_view contacts[] = {"Write to me: someone@example.org. ", "My number is +44 20 7946 0000. ", "It is dan (at) example (dot) org. ",
                                         "See www.example.org. ", "I am @example_person there. "};

}  // namespace

std::string story(unsigned number, std::size_t bytes) {
    std::mt19937 random(number);
    const Language& language = languages[number % std::size(languages)];
    const auto one = [&](const Words& words) { return words[random() % words.size()]; };
    std::string text;
    while (text.size() < bytes) {
        if (random() % 8 == 0) text += "\n";
        text.append(one(language.when)).append(random() % 3 == 0 ? ", " : " ").append(one(language.who)).append(" ").append(one(language.what));
        if (random() % 4 != 0) text.append(random() % 2 == 0 ? ", " : " ").append(one(language.how));
        text.append(". ");
        if (random() % 3 == 0) text.append(one(language.end)).append(" ");
    }
    if (number % 50 == 0) text.insert(text.find(' ', bytes / 2) + 1, contacts[number / 50 % std::size(contacts)]);
    while ((static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

}  // namespace bench
