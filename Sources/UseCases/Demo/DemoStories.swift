import Core

/// The stories themselves: working days ago, hour, minute, act.
extension DemoStory {
    static let all = askingOthers + moving + waiting + results + offices + arriving

    // Each list has a type of its own, or the compiler would try all that an array literal could be.

    private static let askingOthers: [DemoStory] = [
        DemoStory(
            .consultationOpen, "1.013225",
            acts: [.at(4, 8, 20, .receiveAtCounter), .at(4, 9, 5, .assign), .at(1, 10, 10, .told(.consult))]
        ).asking(("H21.24", 5), ("H21.18", 5)),
        DemoStory(
            .consultationAnswered, "1.115375",
            acts: [
                .at(9, 9, 10, .receiveAtCounter), .at(9, 10, 30, .assign), .at(7, 14, 5, .told(.consult)),
                .at(5, 15, 20, .told(.answer)),
            ]
        ).asking(("H21.24", 3)),
        DemoStory(
            .consultationLate, "1.013949",
            acts: [.at(9, 7, 50, .receiveAtCounter), .at(9, 8, 40, .assign), .at(7, 9, 15, .told(.consult))]
        ).asking(("H21.24", 3)),
    ]

    private static let moving: [DemoStory] = [
        DemoStory(
            .extended, "1.004884",
            acts: [.at(4, 8, 30, .receiveAtCounter), .at(4, 9, 40, .assign), .at(2, 14, 10, .told(.extend))]
        ).extended(by: 7),
        DemoStory(
            .apologised, "1.004884",
            acts: [.at(8, 10, 5, .receiveAtCounter), .at(8, 14, 0, .assign), .at(2, 8, 15, .told(.apologise))]),
        DemoStory(
            .stopped, "1.012817",
            acts: [.at(10, 9, 25, .receiveAtCounter), .at(10, 10, 15, .assign), .at(3, 15, 35, .stop)]),
        DemoStory(
            .corrected, "1.004873",
            acts: [.at(1, 8, 5, .receiveAtCounter), .at(1, 8, 50, .assign), .at(1, 14, 20, .told(.correct))]),
        DemoStory(
            .procedureChanged, "1.004884",
            acts: [.at(1, 9, 5, .receiveAtCounter), .at(1, 9, 25, .told(.changeProcedure)), .at(1, 10, 0, .assign)]
        ).changed(to: "1.004873"),
        DemoStory(
            .withdrawn, "1.004873", .online,
            acts: [.at(3, 8, 35, .submit), .at(3, 9, 20, .receive), .at(2, 16, 10, .withdraw)]),
        DemoStory(.voided, "1.004873", acts: [.at(2, 10, 5, .receiveAtCounter), .at(2, 10, 20, .void)]),
    ]

    private static let waiting: [DemoStory] = [
        DemoStory(
            .paymentOpen, "1.115375",
            acts: [.at(6, 8, 10, .receiveAtCounter), .at(6, 9, 0, .assign), .at(2, 10, 45, .requestPayment)]),
        DemoStory(
            .paymentConfirmed, "1.115375",
            acts: [
                .at(9, 13, 50, .receiveAtCounter), .at(9, 14, 40, .assign), .at(5, 9, 30, .requestPayment),
                .at(3, 10, 20, .confirmPayment),
            ]),
        DemoStory(
            .supplementOverdue, "1.004884",
            acts: [.at(14, 8, 45, .receiveAtCounter), .at(14, 9, 35, .assign), .at(13, 10, 0, .requestSupplement)]),
        DemoStory(
            .supplied, "1.014027", .online,
            acts: [
                .at(9, 7, 40, .submit), .at(9, 8, 30, .receive), .at(9, 9, 45, .assign),
                .at(8, 14, 25, .requestSupplement),
                .at(4, 9, 10, .supply),
            ]),
        DemoStory(
            .suppliedAndLate, "1.004873",
            acts: [
                .at(9, 8, 15, .receiveAtCounter), .at(9, 9, 20, .assign), .at(8, 8, 40, .requestSupplement),
                .at(6, 10, 30, .supply),
            ]),
    ]

    private static let results: [DemoStory] = [
        DemoStory(
            .resultFile, "1.004873", .online, way: .electronic,
            acts: [
                .at(3, 8, 10, .submit), .at(3, 8, 40, .receive), .at(3, 9, 15, .assign), .at(2, 9, 30, .toReview),
                .at(1, 8, 20, .toSign), .at(1, 15, 10, .told(.signWithFile)),
            ]),
        DemoStory(
            .resultFetched, "1.004873", .online, way: .electronic,
            acts: [
                .at(7, 14, 10, .submit), .at(7, 15, 5, .receive), .at(6, 8, 15, .assign), .at(5, 10, 30, .toReview),
                .at(5, 14, 20, .toSign), .at(4, 9, 40, .told(.signWithFile)), .at(4, 19, 25, .told(.fetch)),
            ]),
        DemoStory(
            .returnedByPost, "1.004884", .online, way: .post,
            acts: [
                .at(8, 8, 25, .submit), .at(8, 9, 10, .receive), .at(8, 10, 20, .assign), .at(6, 14, 30, .toReview),
                .at(5, 8, 50, .toSign), .at(4, 10, 15, .settle), .at(3, 9, 5, .hand),
            ]),
        DemoStory(
            .refused, "1.004884",
            acts: [
                .at(4, 9, 50, .receiveAtCounter), .at(4, 10, 40, .assign), .at(3, 9, 25, .toReview),
                .at(2, 8, 30, .toSign),
                .at(2, 15, 40, .refuse),
            ]),
        DemoStory(
            .centreResult, "1.002373", .online, at: .centre,
            acts: [
                .at(6, 8, 5, .submit), .at(6, 9, 15, .receive), .at(6, 10, 10, .assign), .at(4, 9, 0, .toReview),
                .at(3, 14, 15, .toSign), .at(2, 16, 5, .settle),
            ]),
    ]

    private static let offices: [DemoStory] = [
        DemoStory(
            .elsewhere, "1.001686", at: .elsewhere,
            acts: [.at(2, 8, 55, .receiveAtCounter), .at(2, 14, 10, .assign)]),
        DemoStory(
            .departmentDue, "1.002373", .online, at: .centre,
            acts: [.at(5, 7, 35, .submit), .at(5, 8, 20, .receive), .at(5, 9, 30, .assign)]),
        DemoStory(.unassigned, "1.004772", acts: [.at(0, 7, 35, .receiveAtCounter)]),
        DemoStory(
            .inReview, "1.004884",
            acts: [.at(4, 14, 5, .receiveAtCounter), .at(4, 15, 0, .assign), .at(1, 9, 50, .toReview)]),
        DemoStory(
            .sentBack, "1.004772",
            acts: [
                .at(3, 8, 25, .receiveAtCounter), .at(3, 9, 15, .assign), .at(2, 10, 5, .toReview),
                .at(1, 8, 40, .toSign),
                .at(1, 16, 20, .told(.sendBack)),
            ]),
        DemoStory(
            .signing, "1.004873",
            acts: [
                .at(3, 9, 35, .receiveAtCounter), .at(3, 10, 25, .assign), .at(2, 14, 40, .toReview),
                .at(1, 10, 55, .toSign),
            ]),
    ]

    private static let arriving: [DemoStory] = [
        DemoStory(.answerLate, "1.004873", .online, acts: [.at(2, 9, 20, .submit)]),
        DemoStory(.centreIncoming, "1.002373", .online, at: .centre, acts: [.at(1, 16, 15, .submit)]),
        DemoStory(.completionAsked, "1.004884", .online, acts: [.at(2, 8, 5, .submit), .at(2, 9, 40, .askCompletion)]),
        DemoStory(
            .receptionRefused, "1.004873", .online, acts: [.at(2, 13, 45, .submit), .at(2, 14, 30, .refuseReception)]),
    ]
}
