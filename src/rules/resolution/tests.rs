use super::*;

/// A description by a source.
fn model<'a>(source: &'a str, id: &'a str, name: &'a str) -> Record<'a> {
    let precedence = i32::from(source.as_bytes()[0]);
    Record {
        source,
        external_id: id,
        precedence,
        name,
        is_model: true,
        organization: Some("acme".into()),
        ..Record::default()
    }
}

/// A provider's entry that says nothing of the maker.
fn offer<'a>(source: &'a str, id: &'a str, name: &'a str) -> Record<'a> {
    Record { source, external_id: id, name, ..Record::default() }
}

fn released<'a>(date: &str, record: Record<'a>) -> Record<'a> {
    Record { released: NameDate::of_release(date), ..record }
}

/// Model, ground and setting of each record.
fn decided(records: &[Record<'_>]) -> Vec<(String, MatchKind, Option<String>)> {
    let decisions = resolve(records).decisions;
    decisions.into_iter().map(|it| (it.model.0, it.match_kind, it.variant.map(|(_, setting)| setting))).collect()
}

fn models(records: &[Record<'_>]) -> Vec<String> {
    decided(records).into_iter().map(|(model, ..)| model).collect()
}

fn is_one(records: &[Record<'_>]) -> bool {
    models(records).windows(2).all(|pair| pair[0] == pair[1])
}

#[test]
fn a_name_is_taken_apart() {
    let parts = Parts::of("us.meta.llama-3.1-8b-instruct-fp8");
    assert_eq!((parts.line.as_str(), parts.details.size.as_deref()), ("3.1 llama", Some("8b")));
    assert_eq!((parts.details.stage, parts.serving.join(" ").as_str()), (Some(Stage::Instruct), "fp8"));
    let parts = Parts::of("Qwen3-235B-A22B-Thinking-2507");
    assert_eq!((parts.line.as_str(), parts.details.active.as_deref()), ("3 qwen", Some("a22b")));
    assert_eq!((parts.details.date.and_then(|date| date.month), parts.setting.thinking), (Some(7), Some(true)));
    let parts = Parts::of("claude-3-7-sonnet-20250219-thinking-16k");
    assert_eq!((parts.line.as_str(), parts.setting.key().as_deref()), ("3.7 claude sonnet", Some("thinking-16k")));
}

#[test]
fn a_cloud_numbers_its_interface_and_not_the_model() {
    let line = |name: &str| Parts::of(name).line;
    assert_eq!(line("amazon.nova-pro-v1:0"), line("nova-pro"));
    assert_eq!(line("us.mistral.pixtral-large-2502-v1:0"), line("pixtral-large-2502"));
    // Where nothing else is a version, it is that of the model.
    assert_eq!(
        (line("cohere.embed-v4:0"), line("nvidia.nemotron-nano-9b-v2:0")),
        (line("embed 4"), line("nemotron-nano-9b-v2"))
    );
}

#[test]
fn settings_are_told_from_names() {
    let key = |name: &str| Parts::of(name).setting.key();
    for (name, setting) in [
        ("GPT-5 (high)", Some("high")),
        ("o3-mini-2025-01-31-high", Some("high")),
        ("gpt-5-medium", Some("medium")),
        ("Claude Opus 4.5 (Non-reasoning)", Some("no-thinking")),
        ("Claude Opus 4.5 (Reasoning, high effort)", Some("high")),
        ("mistral-medium", None),
        ("qwen3-max", None),
        ("phi-3-medium-128k-instruct", None),
        ("owl-9-8b-high-throughput", None),
        ("owl-9-nothink", Some("no-thinking")),
    ] {
        assert_eq!(key(name).as_deref(), setting, "{name}");
    }
}

#[test]
fn one_model_in_many_spellings_is_one() {
    let records = [
        model("a", "acme/owl-3.1-8b-instruct", "Owl 3.1 8B Instruct"),
        model("b", "Owl-3_1-8B-Instruct", "Owl 3.1-8B"),
        offer("c", "cloud/owl-v3p1-8b-instruct", "owl-v3p1-8b-instruct"),
        offer("c", "free/owl-3.1-8b-instruct:free", "Owl 3.1 8B (free)"),
    ];
    let kinds: Vec<MatchKind> = decided(&records).into_iter().map(|(_, kind, _)| kind).collect();
    assert!(kinds[0] == MatchKind::Own && kinds[2] == MatchKind::SameParts);
    assert!(is_one(&records) && kinds[3] == MatchKind::Serving);
}

#[test]
fn what_looks_alike_and_is_another_model_stays_apart() {
    for (one, other) in [
        ("Owl 3.1 8B", "Owl 3.3 8B"),
        ("Owl 3.1 8B", "Owl 3.1 70B"),
        ("Owl 2407", "Owl 2411"),
        ("Owl 8B Base", "Owl 8B Instruct"),
        ("Owl 9 Mini", "Owl 9"),
        ("Owl 9 Coder 7B", "Owl 9 7B"),
        ("Owl 4", "Owl 4 32k"),
        ("Owl R", "Owl R+"),
        ("Owl 9 Preview", "Owl 9"),
    ] {
        assert!(!is_one(&[model("a", one, one), model("b", other, other)]), "{one} and {other}");
    }
}

#[test]
fn a_detail_that_is_left_out_is_completed_if_only_one_model_fits() {
    let records = [model("a", "owl-9-2025-04-14", "Owl 9"), model("b", "owl-9", "Owl 9")];
    assert_eq!(decided(&records)[1].1, MatchKind::Completed);
    let two = [records[0].clone(), records[1].clone(), model("a", "owl-9-2025-08-01", "Owl 9")];
    let resolution = resolve(&two);
    assert!(!is_one(&two[..2]) || resolution.decisions[1].model != resolution.decisions[0].model);
    assert_eq!((resolution.doubts.len(), resolution.doubts[0].because), (1, "more than one model fits"));
}

#[test]
fn evidence_speaks_against_a_name_that_fits() {
    let update = released("2025-03-24", model("a", "owl-9-0324", "Owl 9 0324"));
    let first = released("2024-12-26", model("b", "owl-9", "Owl 9"));
    assert!(!is_one(&[update.clone(), first]));
    assert!(is_one(&[update, released("2025-03-24", model("b", "owl-9", "Owl 9"))]));
    let size = |source, id, parameters| Record { parameters: Some(parameters), ..model(source, id, id) };
    assert!(!is_one(&[size("a", "owl-9-instruct", 7_000_000_000), size("b", "owl-9", 70_000_000_000)]));
}

#[test]
fn sources_err_about_releases_and_one_that_agrees_goes_over_the_others() {
    let dated = model("a", "owl-9-2025-03-19", "Owl 9");
    let late = released("2024-12-01", model("b", "owl-9", "Owl 9"));
    let right = released("2025-03-19", model("c", "owl-9", "Owl 9"));
    assert!(!is_one(&[dated.clone(), late.clone()]));
    assert!(is_one(&[dated.clone(), late, right]));
    // The same day of another year is a slip of the pen.
    assert!(is_one(&[dated, released("2024-03-19", model("b", "owl-9", "Owl 9"))]));
}

#[test]
fn two_names_that_each_say_what_the_other_leaves_out_need_something_that_speaks_for_it() {
    let (sized, dated) = (model("a", "owl-9-8b", "Owl 9 8B"), model("b", "owl-9-0520", "Owl 9 0520"));
    assert!(!is_one(&[sized.clone(), dated.clone()]));
    assert!(is_one(&[released("2024-05-20", sized), dated]));
}

#[test]
fn weights_with_a_date_are_others_than_those_without_one() {
    let bare = model("a", "meta/Owl-9-8B", "Owl 9 8B");
    let dated = model("b", "meta/Owl-9-8B-0414", "Owl 9 8B 0414");
    assert!(!is_one(&[bare, dated.clone()]));
    // A name that is not that of weights may leave the date out.
    assert!(is_one(&[model("a", "owl-9-8b", "Owl 9 8B"), dated]));
}

#[test]
fn an_id_that_nobody_else_uses_gives_way_to_what_it_is_called() {
    let known =
        [offer("a", "one/owl-5.2", "Owl 5.2"), offer("a", "two/owl-5.2", "Owl 5.2"), model("b", "owl-5.2", "Owl")];
    let with = |record: Record<'static>| models(&[&known[..], &[record]].concat()).pop();
    assert_eq!(with(offer("a", "three/acme-owl-52", "Owl 5.2")).as_deref(), Some("owl-5.2"));
    assert_eq!(with(offer("a", "three/owl-52", "owl-52")).as_deref(), Some("owl-5.2"));
}

#[test]
fn a_name_and_weights_that_agree_go_over_an_id() {
    let nickname = Record { weights: Some("acme/Owl-3"), ..model("a", "acme/owl-chat", "Owl 3") };
    assert!(is_one(&[nickname, model("b", "owl-3", "Owl 3")]));
}

#[test]
fn a_window_in_the_name_alone_describes_the_model() {
    assert!(is_one(&[model("a", "owl-9-moe", "Owl 9 MoE (128k)"), model("b", "owl-9-moe", "Owl 9 MoE")]));
    assert!(!is_one(&[model("a", "owl-9-32k", "Owl 9 (32k)"), model("b", "owl-9", "Owl 9")]));
}

#[test]
fn of_several_releases_an_undated_name_means_the_one_of_its_own_day() {
    let dated = |id| model("a", id, "Owl 9");
    let releases = [dated("owl-9-2025-01-10"), dated("owl-9-2025-06-10")];
    let bare = released("2025-06-10", model("b", "owl-9", "Owl 9"));
    let models = models(&[&releases[..], &[bare]].concat());
    assert!(models[2] == models[1] && models[0] != models[1], "{models:?}");
}

#[test]
fn thinking_is_a_setting_unless_there_are_weights_of_that_name() {
    let hybrid = [model("a", "owl-9-32b", "Owl 9 32B"), model("b", "owl-9-32b-thinking", "Owl 9 32B (Reasoning)")];
    assert_eq!(decided(&hybrid)[1], ("owl-9-32b".into(), MatchKind::Variant, Some("thinking".into())));
    let with_weights = |weights, record: Record<'static>| Record { weights: Some(weights), ..record };
    let apart = [
        with_weights("acme/Owl-9-4B-Instruct", model("a", "owl-9-4b-instruct", "Owl 9 4B Instruct")),
        with_weights("acme/Owl-9-4B-Thinking", model("a", "owl-9-4b-thinking", "Owl 9 4B Thinking")),
        model("b", "u-1", "Owl 9 4B (Reasoning)"),
        model("b", "u-2", "Owl 9 4B (Non-reasoning)"),
    ];
    let apart = [
        apart[0].clone(),
        apart[1].clone(),
        Record { external_id: "00000000-0000-0000-0000-000000000001", ..apart[2].clone() },
        Record { external_id: "00000000-0000-0000-0000-000000000002", ..apart[3].clone() },
    ];
    let models = models(&apart);
    assert!(models[0] != models[1] && models[2] == models[1] && models[3] == models[0], "{models:?}");
}

#[test]
fn a_model_that_nobody_knows_without_thinking_is_no_variant() {
    let thinker =
        [model("a", "owl-9-thinking", "Owl 9 Thinking"), offer("b", "cloud/owl-9-thinking", "Owl 9 Thinking")];
    let variants: Vec<_> = decided(&thinker).into_iter().map(|(_, kind, variant)| (kind, variant)).collect();
    assert_eq!(variants, [(MatchKind::Own, None), (MatchKind::SameParts, None)]);
}

#[test]
fn a_bare_name_beside_an_instruct_one_is_of_pretrained_weights() {
    let board =
        [model("board", "acme/Owl-9-8B", "Owl-9-8B"), model("board", "acme/Owl-9-8B-Instruct", "Owl-9-8B-Instruct")];
    assert!(!is_one(&board));
    // What a provider serves under the bare name follows instructions.
    let served = offer("c", "cloud/owl-9-8b", "owl-9-8b");
    assert!(is_one(&[board[1].clone(), served]));
}

#[test]
fn an_id_that_moves_means_the_newest_release() {
    let records = [
        model("a", "owl-9-2507", "Owl 9 (2507)"),
        model("a", "owl-9-2512", "Owl 9 (2512)"),
        offer("b", "cloud/owl-9-latest", "owl-9-latest"),
    ];
    assert_eq!(decided(&records)[2], ("owl-9-2512".into(), MatchKind::MovingAlias, None));
}

#[test]
fn the_maker_is_inferred_only_where_one_maker_has_the_line() {
    let records = [model("a", "owl-9-7b", "Owl 9 7B"), offer("b", "cloud/owl-9-7b", "owl-9-7b")];
    let decisions = resolve(&records).decisions;
    assert_eq!(decisions[0].model, decisions[1].model);
    assert!(decisions[1].confidence < 97 && decisions[1].evidence.contains("maker"));
    let other = Record { organization: Some("bird".into()), ..model("a", "bird/owl-9-7b", "Owl 9 7B") };
    let models = models(&[records[0].clone(), other, records[1].clone()]);
    assert!(models[0] != models[1] && models[2] != models[0] && models[2] != models[1], "{models:?}");
}

#[test]
fn what_somebody_publishes_under_their_own_name_is_theirs() {
    let records = [
        model("a", "owl-9-8b-instruct", "Owl 9 8B Instruct"),
        Record { organization: None, ..model("board", "somebody/Owl-9-8B-Instruct", "Owl-9-8B-Instruct") },
        Record { organization: None, ..model("board", "unsloth/Owl-9-8B-Instruct", "Owl-9-8B-Instruct") },
    ];
    let models = models(&records);
    assert!(models[0] != models[1] && models[0] == models[2], "{models:?}");
}

#[test]
fn a_source_says_which_of_its_records_it_means() {
    let records =
        [model("a", "owl-9", "Owl 9"), Record { same_as: Some("owl-9"), ..offer("a", "cloud/strix", "Strix") }];
    assert_eq!(decided(&records)[1], ("owl-9".into(), MatchKind::ExactId, None));
    let circle = [
        Record { same_as: Some("x/2"), ..offer("a", "x/1", "One") },
        Record { same_as: Some("x/1"), ..offer("a", "x/2", "Two") },
    ];
    assert_eq!(resolve(&circle).decisions.len(), 2);
}

#[test]
fn a_maintainer_goes_over_everything() {
    let pinned = Record { pinned: Some("owl-nine".into()), ..model("a", "owl-9", "Owl 9") };
    let elsewhere = Record { pinned: Some("owl-nine".into()), ..offer("b", "cloud/strix", "Strix") };
    let records = [pinned, model("c", "owl-9", "Owl 9"), elsewhere];
    assert_eq!(models(&records), ["owl-nine", "owl-nine", "owl-nine"]);
    assert_eq!(decided(&records)[2].1, MatchKind::Curated);
}

#[test]
fn a_maintainer_speaks_of_the_model_that_has_the_key_by_its_own_name() {
    let moved = Record { pinned: Some("owl-9".into()), ..offer("b", "cloud/strix-latest", "Strix (latest)") };
    assert_eq!(models(&[model("a", "owl-9", "Owl 9"), moved.clone()]), ["owl-9", "owl-9"]);
    // A model of another maker with the same name is not meant.
    let bird = Record { organization: Some("bird".into()), ..model("a", "owl-9", "Owl 9") };
    let acme = Record { pinned_maker: Some("acme".into()), ..moved.clone() };
    let apart = models(&[bird, acme]);
    assert!(apart[1] == "owl-9" && apart[0] != "owl-9", "{apart:?}");
    // It is about that record alone, and not about others of the same name.
    let known = [model("a", "owl-8", "Owl 8"), model("a", "owl-9", "Owl 9"), offer("c", "other/owl-8", "Owl 8")];
    let pinned = Record { pinned: Some("owl-9".into()), ..offer("b", "cloud/owl-8", "Owl 8") };
    assert_eq!(models(&[&known[..], &[pinned]].concat()), ["owl-8", "owl-9", "owl-8", "owl-9"]);
}

#[test]
fn keys_are_unique_and_say_whose_it_is_where_two_would_be_the_same() {
    let other = Record { organization: Some("bird".into()), ..model("b", "owl-9", "Owl 9") };
    assert_eq!(models(&[model("a", "owl-9", "Owl 9"), other]), ["owl-9", "bird-owl-9"]);
    // An offer of unknown make does not take the plain key.
    assert_eq!(models(&[offer("a", "cloud/strix-1", "Strix")]), ["cloud-strix-1"]);
}

#[test]
fn a_key_leaves_out_a_whole_date_where_the_undated_name_is_used_too() {
    let keys = |dated, undated| models(&[model("a", dated, "Owl 9"), offer("b", undated, "Owl 9")]);
    assert_eq!(keys("owl-9-2025-04-14", "cloud/owl-9"), ["owl-9", "owl-9"]);
    // Part of a date is part of the name of weights.
    assert_eq!(keys("owl-9-8b-2507", "cloud/owl-9-8b"), ["owl-9-8b-2507", "owl-9-8b-2507"]);
}

mod always {
    use proptest::prelude::*;

    use super::*;

    const NAMES: &[&str] = &[
        "owl-9",
        "owl-9-2025-04-14",
        "owl-9-2507",
        "Owl 9 (high)",
        "owl-9-latest",
        "owl-9-8b",
        "Owl 9 8B Instruct",
        "owl-9-8b-base",
        "owl-9-8b-instruct-fp8",
        "jay",
        "owl-9-thinking",
    ];

    prop_compose! {
        fn record()(source in 0..3_usize, id in 0..NAMES.len(), name in 0..NAMES.len(), is_model: bool,
            maker in 0..3_usize, released in 0..3_usize) -> Record<'static> {
            Record {
                source: ["a", "b", "c"][source],
                external_id: NAMES[id],
                name: NAMES[name],
                is_model,
                precedence: i32::try_from(source).unwrap_or_default(),
                organization: [None, Some("acme".into()), Some("bird".into())][maker].clone(),
                released: [None, NameDate::of_release("2025-04-14"), NameDate::of_release("2025-07-21")][released],
                ..Record::default()
            }
        }
    }

    proptest! {
        #[test]
        fn the_order_of_records_does_not_matter(records in prop::collection::vec(record(), 1..14), turn in 0..14_usize) {
            let mut seen = BTreeSet::new();
            let records: Vec<_> =
                records.into_iter().filter(|record| seen.insert((record.source, record.external_id))).collect();
            let by_id = |records: &[Record<'static>]| -> BTreeMap<_, _> {
                let decisions = resolve(records).decisions;
                records.iter().map(|record| (record.source, record.external_id)).zip(decisions).collect()
            };
            let mut turned = records.clone();
            turned.rotate_left(turn % records.len());
            turned.reverse();
            prop_assert_eq!(by_id(&records), by_id(&turned));
        }

        #[test]
        fn any_name_can_be_read(name in ".{0,400}") {
            let parts = Parts::of(&name);
            prop_assert!(parts.details.may_be(&parts.details));
        }
    }
}
