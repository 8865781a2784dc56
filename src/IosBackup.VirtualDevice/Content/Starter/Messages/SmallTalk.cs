using System;
using System.Globalization;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>Says things that people say.</summary>
internal static class SmallTalk
{
    private static readonly string[] s_sentences =
    [
        "Running {0} minutes late, sorry", "Did you see the {1}?", "Ok 👍", "Can you bring the {1}?", "lol",
        "I'm at the {2}, anything you need?", "Call you in {0}", "That was the best {1} ever", "No worries!",
        "Meet at the {2} at {3}?", "{3} works for me", "Have you still got my {1}?", "Thank you so much ❤️",
        "The {2} is closed on Mondays", "Guess who I met at the {2}", "Love the {1} 😍", "Where are you?",
        "Just left, see you in {0}", "I'll ask {4}", "{4} says hi", "Not tonight, I'm exhausted 😴", "Hahaha",
        "It's {0}°C and raining. Classic.", "Bus is stuck near the {2}", "Happy birthday!! 🎉", "On it",
        "Do we have enough {1}?", "Forgot my {1} at yours", "Tell {4} the {1} arrived",
        "Pick a time, I'm free after {3}", "Sounds good", "Let's do the {2} instead?", "Schöne Grüße von {4} 🙂",
        "À demain, {3} au {2}!", "Can't find the {1} anywhere", "👀", "Sent you {0} quid for the {1}",
    ];

    private static readonly string[] s_things =
    [
        "tent", "charger", "blue jumper", "report", "sourdough starter", "keys", "spare tickets", "drill", "umbrella",
        "chess clock", "guitar strings", "kayak", "slides", "recipe", "bike pump", "passport", "cat carrier",
    ];

    private static readonly string[] s_places =
    [
        "station", "climbing wall", "harbour", "market", "library", "vets", "bakery", "pub", "office", "allotment",
        "post office", "swimming pool", "garage",
    ];

    private static readonly string[] s_people = ["Anna", "Tom", "Lena", "Sam", "Priya", "Grace", "Jürgen", "花子"];

    public static string Sentence(StarterRandom random) => string.Format(
        CultureInfo.InvariantCulture,
        random.Pick(s_sentences),
        random.Next(2, 60),
        random.Pick(s_things),
        random.Pick(s_places),
        FormattableString.Invariant($"{random.Next(7, 23)}:{random.Next(0, 12) * 5:D2}"),
        random.Pick(s_people));
}
